/** CALIP and CALIP-FS: attention between the places of a picture and the texts. */
package io.glimpse.calip;
