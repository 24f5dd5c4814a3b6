/** The one path from inputs to answers and their evidence. */
package io.glimpse.inference;
