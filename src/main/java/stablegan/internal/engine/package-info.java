/** The engine's threads, caches and errors. */
package stablegan.internal.engine;
