/** Objects on their way to another process: what travels, and what says how it is made there. */
package stablegan.internal.parcel;
