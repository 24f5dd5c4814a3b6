/** CLIP-Adapter: a small network behind the features. */
package io.glimpse.adapter;
