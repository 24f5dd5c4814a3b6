/** How good answers are. */
package io.glimpse.metric;
