/** What is wrong with the shots of a bank, and which pictures to label next, by features alone. */
package io.glimpse.review;
