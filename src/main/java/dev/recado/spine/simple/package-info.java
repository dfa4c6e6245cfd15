/** The functions of expressions and templates: money, numbers, dates, names. */
@NullMarked
package dev.recado.spine.simple;

import org.jspecify.annotations.NullMarked;
