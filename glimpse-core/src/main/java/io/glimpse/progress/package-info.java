/** Who hears how work goes on. */
package io.glimpse.progress;
