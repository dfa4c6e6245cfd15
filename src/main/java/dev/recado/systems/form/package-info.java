/** Forms of web sites: each that is filled in becomes an event. */
@NullMarked
package dev.recado.systems.form;

import org.jspecify.annotations.NullMarked;
