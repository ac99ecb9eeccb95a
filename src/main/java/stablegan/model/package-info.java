/** Generators and discriminators. A discriminator's output is a raw logit, never a sigmoid. */
package stablegan.model;
