/** Statistics of comparisons that results rest on. */
package stablegan.internal.statistics;
