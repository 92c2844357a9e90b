/// <reference types="vite/client" />
// Only carries the styles of the imaging pages into the build.
import './imaging.css'
