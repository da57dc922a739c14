/* What pages do beyond being read: one module a behaviour, each started here. The build joins them into one
   site.js (theme.script). Every page is whole without it. */
import { comments } from "./comments.js";
import { compare } from "./compare.js";
import { contents } from "./contents.js";
import { copy } from "./copy.js";
import { filter } from "./filter.js";
import { keys } from "./keys.js";
import { loading } from "./loading.js";
import { matrix } from "./matrix.js";
import { search } from "./search.js";
import { searchPage } from "./search-page.js";
import { tabs } from "./tabs.js";
import { theme } from "./theme.js";

theme();
contents();
keys();
comments();
search();
searchPage();
matrix();
compare();
filter();
loading();
tabs();
copy();
