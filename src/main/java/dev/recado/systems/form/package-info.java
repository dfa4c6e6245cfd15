/** Forms of web sites: each submission becomes an event. */
@NullMarked
package dev.recado.systems.form;

import org.jspecify.annotations.NullMarked;
