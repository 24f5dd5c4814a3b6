/** Searches for the best parameters on a grid. */
package io.glimpse.search;
