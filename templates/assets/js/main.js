/* What pages do beyond being read: one module a behaviour, each started here. The build joins them into one
   site.js (theme.script). Every page is whole without it. */
