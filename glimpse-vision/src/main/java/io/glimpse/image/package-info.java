/** Decodes pictures safely and prepares them as CLIP does. */
package io.glimpse.image;
