/** Work on many machines, by an engine that exists for it: Apache Spark. */
package stablegan.cluster;
