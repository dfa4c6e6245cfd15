/** Users, sessions and tokens: who may call the API, and what strangers are told. */
@NullMarked
package dev.recado.api.security;

import org.jspecify.annotations.NullMarked;
