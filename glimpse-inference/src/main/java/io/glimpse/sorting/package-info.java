/** Pictures that go to folders by their answers, and back again. */
package io.glimpse.sorting;
