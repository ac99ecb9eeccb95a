/** Where features come from, as scores need to know it. */
package stablegan.internal.features;
