/** Statistics of plain numbers and seeded draws: one definition of each, for all packages. */
package stablegan.internal.numbers;
