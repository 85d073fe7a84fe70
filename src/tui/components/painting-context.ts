import { createContext } from 'react';
import { Painting } from '../paint/painting.ts';

export const PaintingContext = createContext(new Painting());
