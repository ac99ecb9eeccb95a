/** File formats of images and arrays. */
package stablegan.internal.formats;
