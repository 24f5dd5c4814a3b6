/** Which files there are to look at: in folders, and in tables that name them. */
package io.glimpse.listing;
