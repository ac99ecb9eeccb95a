/**
 * Largest singular values of linear maps and the Lipschitz constants of networks built from them:
 * estimators, certificates and a search for the steepest point.
 */
package stablegan.lipschitz;
