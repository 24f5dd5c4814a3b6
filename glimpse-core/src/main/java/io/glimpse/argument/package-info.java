/** What callers give: checked where it comes in, so that an error names it. */
package io.glimpse.argument;
