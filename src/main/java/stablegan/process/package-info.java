/** This process among others: who holds a folder, and how work ends when the process is stopped. */
package stablegan.process;
