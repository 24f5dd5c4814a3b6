/** Classifying, evaluating, and the demonstration. */
package io.glimpse.cli.answers;
