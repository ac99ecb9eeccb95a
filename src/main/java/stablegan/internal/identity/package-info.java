/** What a run is, found out by trying its parts. */
package stablegan.internal.identity;
