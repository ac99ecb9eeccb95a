/** What training costs: time, floating-point operations and memory of a step, sizes of networks. */
package stablegan.cost;
