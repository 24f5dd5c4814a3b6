/** What pages are made of: escaped markup, figures, embedded pictures, colours of attention. */
package io.glimpse.page;
