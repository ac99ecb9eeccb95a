/** What this process computes on. */
package stablegan.internal.device;
