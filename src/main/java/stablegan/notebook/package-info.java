/**
 * What a Java notebook needs of its own: showing results, a live progress line, a budget. Serves
 * the kernels JJava and IJava from one jar, and a plain console where there is none; the only
 * package that knows the kernels' APIs, and nothing depends on it.
 */
package stablegan.notebook;
