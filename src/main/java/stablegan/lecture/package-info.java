/**
 * What a lecture on spectral normalization shows beside the library's own way: how its usual
 * mistakes go wrong, measured, and what scaling a weight does.
 */
package stablegan.lecture;
