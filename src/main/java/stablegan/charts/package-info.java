/**
 * Charts and pictures: curves, bars, heat maps, phase portraits, grids of images. Everything here
 * takes plain values.
 */
package stablegan.charts;
