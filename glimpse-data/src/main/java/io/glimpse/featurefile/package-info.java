/** Files of features with what they are of, written so that a kill loses nothing. */
package io.glimpse.featurefile;
