/**
 * Files that are written whole or not at all, folders with checksums and locks, and an orderly end
 * when the process is asked to stop.
 */
package stablegan.internal.files;
