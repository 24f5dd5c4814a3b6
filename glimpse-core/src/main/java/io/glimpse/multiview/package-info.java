/** Classifying by the features of several views of one thing. */
package io.glimpse.multiview;
