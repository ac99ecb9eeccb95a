/**
 * The smallest GAN there is (Mescheder et al. 2018): one number against another, with closed forms.
 */
package stablegan.dirac;
