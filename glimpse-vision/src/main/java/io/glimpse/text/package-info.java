/** Texts as CLIP reads them: cleaned, split into words, encoded as byte pairs. */
package io.glimpse.text;
