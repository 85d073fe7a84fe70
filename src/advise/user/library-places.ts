/** Where the code of others lies: it writes where it is told to, or to its user's home, unless it is the program itself. */
export const libraryPlace =
  /\/(?:node_modules|site-packages|dist-packages|bower_components|vendor|gems)\/|\/lib(?:64)?\/(?:python|ruby|perl|php|node)|\/share\/(?:perl|php)/;

/** Of what writes beside the application that is built on it, or keeps all its state somewhere of its own. */
const frameworks =
  /\/(?:node_modules\/(?:next|nuxt|nitropack|ghost|node-red|@strapi|gatsby|vite|webpack-dev-server|react-scripts|@angular\/cli|astro|n8n)|vendor\/(?:laravel|symfony|cakephp|yiisoft|codeigniter4?|drupal|typo3|magento|shopware|craftcms|slim)|(?:site|dist)-packages\/(?:odoo|jupyter\w*|notebook|airflow|superset|mlflow|streamlit|gradio|celery|salt|ansible|locust|rasa|homeassistant|supervisor|ipykernel)|gems\/(?:railties|jekyll|jruby-jars)-[^/]+)\//;

/** The name of a framework that a path belongs to; null for any other. */
export function frameworkAt(path: string): string | null {
  const found = frameworks.exec(path)?.[0];
  return found === undefined ? null : found.slice(1, -1).replace(/^[^/]+\//, '');
}
