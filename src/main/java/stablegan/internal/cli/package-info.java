/** The commands of the command line: thin calls of the library. */
package stablegan.internal.cli;
