/** Methods that fit Gaussians to the shots of each class: GDA and TIMO. */
package io.glimpse.gaussian;
