/** What training needs: losses with their gradients, optimisers and learning rates. */
package io.glimpse.train;
