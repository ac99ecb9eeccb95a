/** Numbers, names and markup as text. */
package stablegan.internal.text;
