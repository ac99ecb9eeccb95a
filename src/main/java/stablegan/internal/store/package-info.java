/** Folders that only Hadoop's file systems reach, such as HDFS and object stores. */
package stablegan.internal.store;
