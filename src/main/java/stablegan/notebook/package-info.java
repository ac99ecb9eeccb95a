/**
 * What a Java notebook needs of its own: showing results, a live progress line, a budget. The same
 * on the kernels JJava and IJava and on a plain console.
 */
package stablegan.notebook;
