import { type Convention, one, tree } from './convention.ts';

/** Libraries of pictures, texts and windows, which servers draw with as well. */
export const desktopConventions: readonly Convention[] = [
  {
    id: 'gio',
    names: /^libgio-2\.0\.so/,
    needs: [
      ...tree('modules of', '/usr/lib/*/gio/modules', '/usr/lib/gio/modules', '/usr/lib64/gio/modules'),
      ...one('settings of', '/usr/share/glib-2.0/schemas/gschemas.compiled'),
    ],
  },
  {
    id: 'gdk-pixbuf',
    names: /^libgdk_pixbuf-2\.0\.so/,
    needs: tree('loaders of', '/usr/lib/*/gdk-pixbuf-2.0', '/usr/lib/gdk-pixbuf-2.0', '/usr/lib64/gdk-pixbuf-2.0'),
  },
  {
    id: 'gtk',
    names: /^libgtk-[34]\.so/,
    needs: [
      ...tree('modules of', '/usr/lib/*/gtk-3.0', '/usr/lib/*/gtk-4.0', '/usr/lib/gtk-3.0', '/usr/lib/gtk-4.0', '/etc/gtk-3.0'),
      ...tree('what it draws with', '/usr/share/themes', '/usr/share/icons/hicolor', '/usr/share/icons/Adwaita', '/usr/share/mime'),
    ],
  },
  {
    id: 'qt-5',
    names: /^libQt5Core\.so/,
    needs: tree('plugins of', '/usr/lib/*/qt5/plugins', '/usr/lib/qt5/plugins', '/usr/lib64/qt5/plugins'),
  },
  {
    id: 'qt-6',
    names: /^libQt6Core\.so/,
    needs: tree('plugins of', '/usr/lib/*/qt6/plugins', '/usr/lib/qt6/plugins', '/usr/lib64/qt6/plugins'),
  },
  {
    id: 'fonts',
    names: /^libfontconfig\.so/,
    needs: tree('fonts for', '/etc/fonts', '/usr/share/fontconfig', '/usr/share/fonts', '/usr/local/share/fonts', '/var/cache/fontconfig'),
  },
  { id: 'pango', names: /^libpango-1\.0\.so/, needs: tree('modules of', '/usr/lib/*/pango', '/etc/pango') },
  { id: 'xml-catalogs', names: /^libxml2\.so/, needs: one('catalogs of', '/etc/xml/catalog') },
  { id: 'x11', names: /^libX11\.so/, needs: tree('texts of', '/usr/share/X11/locale') },
  { id: 'vips', names: /^libvips\.so/, needs: tree('modules of', '/usr/lib/*/vips-modules-*', '/usr/lib/vips-modules-*') },
  { id: 'heif', names: /^libheif\.so/, needs: tree('plugins of', '/usr/lib/*/libheif/plugins', '/usr/lib/libheif') },
  {
    id: 'ghostscript',
    names: /^libgs\.so/,
    needs: tree('resources of', '/usr/share/ghostscript', '/usr/share/color/icc/ghostscript', '/var/lib/ghostscript'),
  },
  {
    id: 'gstreamer',
    names: /^libgstreamer-1\.0\.so/,
    needs: tree('plugins of', '/usr/lib/*/gstreamer-1.0', '/usr/lib/*/gstreamer1.0', '/usr/lib/gstreamer-1.0'),
  },
  { id: 'maps', names: /^libproj\.so/, needs: tree('projections of', '/usr/share/proj') },
  {
    id: 'gdal',
    names: /^libgdal\.so/,
    needs: tree('tables and plugins of', '/usr/share/gdal', '/usr/lib/*/gdalplugins', '/usr/lib/gdalplugins'),
  },
  { id: 'opencl', names: /^libOpenCL\.so/, needs: tree('vendors of', '/etc/OpenCL') },
  {
    id: 'tcl',
    names: /^lib(?:tcl|tk)[\d.]+\.so/,
    needs: tree('scripts of', '/usr/share/tcltk', '/usr/lib/tcltk', '/usr/lib/tcl*', '/usr/lib/tk*'),
  },
];
