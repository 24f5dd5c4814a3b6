/** What shots near to a picture say by a Gaussian kernel: ProKeR, and the votes of caches. */
package io.glimpse.kernel;
