/** Front ends of the Java kernels and the console. */
package stablegan.internal.kernel;
