-- Who searches "guarana" or "sao paulo" means "Guaraná" and "São Paulo". PostgreSQL's unaccent is an extension, which not every server has.
-- The marks at the end are letters' accents as characters of their own, as some machines write them.
create function folded(written text) returns text
  language sql immutable strict parallel safe
  return lower(translate(written,
    'ÁÀÂÃÄÅÉÈÊËÍÌÎÏÓÒÔÕÖÚÙÛÜÇÑÝáàâãäåéèêëíìîïóòôõöúùûüçñýÿ' || U&'\0300\0301\0302\0303\0308\030A\0327',
    'aaaaaaeeeeiiiiooooouuuucnyaaaaaaeeeeiiiiooooouuuucnyy'));

comment on function folded(text) is 'Lower case without accents, for comparisons by people';
