/** How far an answer can be trusted: probabilities, sets of classes, and "none of these". */
package io.glimpse.calibration;
