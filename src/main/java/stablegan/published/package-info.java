/**
 * The tables of the literature: what was trained, how it was scored, and the numbers that came out.
 */
package stablegan.published;
