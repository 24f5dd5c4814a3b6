/** JSON that nobody vouches for. */
package io.glimpse.json;
