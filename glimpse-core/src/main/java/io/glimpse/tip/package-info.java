/** Tip-Adapter and Tip-Adapter-F: a cache of shots beside the texts. */
package io.glimpse.tip;
